/** What Airflow's example DAGs show, in our words. */
@NullMarked
package io.orchestrator.testkit.parity;

import org.jspecify.annotations.NullMarked;
