/** What the PostgreSQL can do at this moment: by what every other figure is divided. */
@NullMarked
package io.orchestrator.bench.yardstick;

import org.jspecify.annotations.NullMarked;
