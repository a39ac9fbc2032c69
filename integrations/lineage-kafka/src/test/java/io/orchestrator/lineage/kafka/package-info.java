@NullMarked
package io.orchestrator.lineage.kafka;

import org.jspecify.annotations.NullMarked;
