/** What runs may be given: JSON schemas, values held against them, and texts that people typed into forms. */
@NullMarked
package io.orchestrator.core.params;

import org.jspecify.annotations.NullMarked;
