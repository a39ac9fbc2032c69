/** Assets, as Airflow's API has them. */
@NullMarked
package io.orchestrator.web.asset;

import org.jspecify.annotations.NullMarked;
