/** What an attempt is given beside outputs, from files, the environment and the database. */
@NullMarked
package io.orchestrator.core.given;

import org.jspecify.annotations.NullMarked;
