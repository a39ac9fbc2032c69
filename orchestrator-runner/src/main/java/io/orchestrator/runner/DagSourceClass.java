package io.orchestrator.runner;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** One class that implements {@link DagSource}, by its name. */
record DagSourceClass(String name) {

    /**
     * Makes the class's DAG, which runs user code.
     *
     * @return null if the class is none that defines a DAG: abstract, local or an interface
     * @throws DagSourceException whatever is wrong, with a sentence that says so
     */
    @Nullable
    Dag dag(ClassLoader loader) throws DagSourceException {
        try {
            Class<?> type = Class.forName(name, false, loader);
            if (Modifier.isAbstract(type.getModifiers()) || type.isAnonymousClass() || type.isLocalClass()) {
                return null;
            }
            Dag dag = source(type).dag();
            if (dag == null) {
                throw new DagSourceException(
                        "dag() of " + name + " returned null, expected what Dag.define gives", null);
            }
            return dag;
        } catch (DagSourceException e) {
            throw e;
        } catch (InvocationTargetException e) {
            throw DagSourceException.thrown(name, e.getCause() == null ? e : e.getCause());
        } catch (Throwable e) {
            throw DagSourceException.thrown(name, e);
        }
    }

    private DagSource source(Class<?> type)
            throws DagSourceException, InvocationTargetException, InstantiationException, IllegalAccessException {
        if (!Modifier.isPublic(type.getModifiers())) {
            throw new DagSourceException(name + " implements DagSource but is not public; make it public", null);
        }
        return (DagSource) constructor(type).newInstance();
    }

    private Constructor<?> constructor(Class<?> type) throws DagSourceException {
        try {
            return type.getConstructor();
        } catch (NoSuchMethodException e) {
            throw new DagSourceException(
                    name + " implements DagSource but has no public constructor without parameters; add one", null);
        }
    }
}
