/** What a server does again and again beside its engine. */
@NullMarked
package io.orchestrator.web.chore;

import org.jspecify.annotations.NullMarked;
