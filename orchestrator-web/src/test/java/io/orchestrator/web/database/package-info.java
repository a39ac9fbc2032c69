@NullMarked
package io.orchestrator.web.database;

import org.jspecify.annotations.NullMarked;
