package io.orchestrator.serving;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models that have been asked for, each the version that is champion. */
final class Models implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Models.class);

    private final ModelSource source;
    private final Map<String, Place> places = new ConcurrentHashMap<>();

    Models(ModelSource source) {
        this.source = source;
    }

    /** Where a model serves. */
    private static final class Place {
        volatile @Nullable LoadedModel model;
        /** Why the champion does not serve; empty: it does. */
        volatile String fault = "";
    }

    /**
     * What is known of a model that serves.
     *
     * @param fault why the champion is not the one that serves; empty: it is
     */
    record State(long version, String fault) {}

    /**
     * Does something with the version that serves, which stays loaded meanwhile. The first call for a model loads it.
     *
     * @throws Refused if there is no champion, or it cannot be loaded
     */
    <T> T with(String name, Function<LoadedModel, T> use) throws InterruptedException {
        Place place = places.get(name);
        if (place == null || place.model == null) {
            place = first(name);
        }
        while (true) {
            LoadedModel model = place.model;
            if (model == null) {
                throw new Refused(503, "Model '%s' is being closed".formatted(name));
            }
            if (model.acquire()) {
                try {
                    return use.apply(model);
                } finally {
                    model.release();
                }
            }
        }
    }

    private Place first(String name) throws InterruptedException {
        Place place = new Place();
        synchronized (this) {
            Place earlier = places.get(name);
            if (earlier != null && earlier.model != null) {
                return earlier;
            }
            if (!follow(name, place)) {
                throw new Refused(404, "Model '%s' has no version that is champion".formatted(name));
            }
            if (place.model == null) {
                throw new Refused(503, place.fault);
            }
            places.put(name, place);
        }
        return place;
    }

    /** Looks once whether other versions are champions now, and lets them serve. */
    void refresh() throws InterruptedException {
        for (var entry : places.entrySet()) {
            if (!follow(entry.getKey(), entry.getValue())) {
                entry.getValue().fault = "no version is champion any more";
            }
        }
    }

    /** @return false: there is no champion */
    private boolean follow(String name, Place place) throws InterruptedException {
        try {
            Optional<ModelSource.Version> champion = source.champion(name);
            if (champion.isEmpty()) {
                return false;
            }
            LoadedModel before = place.model;
            if (before == null || before.version().number() != champion.get().number()) {
                place.model = LoadedModel.load(champion.get());
                LOG.info("model {} serves version {}", name, champion.get().number());
                if (before != null) {
                    before.release();
                }
            }
            place.fault = "";
        } catch (IOException | RuntimeException e) {
            if (!String.valueOf(e.getMessage()).equals(place.fault)) {
                LOG.warn("model {} stays as it is: {}", name, e.getMessage());
            }
            place.fault = String.valueOf(e.getMessage());
        }
        return true;
    }

    /** By name. */
    Map<String, State> states() {
        Map<String, State> states = new TreeMap<>();
        places.forEach((name, place) -> {
            LoadedModel model = place.model;
            if (model != null) {
                states.put(name, new State(model.version().number(), place.fault));
            }
        });
        return states;
    }

    @Override
    public void close() {
        for (Place place : places.values()) {
            LoadedModel model = place.model;
            place.model = null;
            if (model != null) {
                model.release();
            }
        }
    }
}
