/** Reading what is new at other systems into versions of datasets: files, HTTP, databases. */
@NullMarked
package io.orchestrator.sdk.ingest;

import org.jspecify.annotations.NullMarked;
