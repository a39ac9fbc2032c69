/** What people did, written in the transaction of the deed. */
@NullMarked
package io.orchestrator.core.audit;

import org.jspecify.annotations.NullMarked;
