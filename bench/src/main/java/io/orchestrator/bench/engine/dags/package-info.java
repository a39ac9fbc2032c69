/** The DAGs under test and what their tasks note; runs in task runners, so it may only use the SDK and the JDK. */
@NullMarked
package io.orchestrator.bench.engine.dags;

import org.jspecify.annotations.NullMarked;
