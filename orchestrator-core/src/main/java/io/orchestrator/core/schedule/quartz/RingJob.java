package io.orchestrator.core.schedule.quartz;

import java.util.function.Consumer;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rings. Quartz makes it by its class name, in whichever server of the cluster takes the trigger; it finds what to call in that
 * server's scheduler context.
 */
public final class RingJob implements Job {

    static final String RING = "orchestrator.ring";

    private static final Logger LOG = LoggerFactory.getLogger(RingJob.class);

    @Override
    public void execute(JobExecutionContext context) throws JobExecutionException {
        try {
            if (context.getScheduler().getContext().get(RING) instanceof Consumer<?> ring) {
                @SuppressWarnings("unchecked")
                Consumer<String> named = (Consumer<String>) ring;
                named.accept(context.getTrigger().getKey().getName());
            }
        } catch (SchedulerException | RuntimeException e) {
            LOG.warn("The schedule alarm could not ring; the next pass finds what is due.", e);
        }
    }
}
