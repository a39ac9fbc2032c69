/** What all endpoints of the REST API share: reading requests, refusing them in Airflow's shape, paging, filters, tokens. */
@NullMarked
package io.orchestrator.web.api;

import org.jspecify.annotations.NullMarked;
