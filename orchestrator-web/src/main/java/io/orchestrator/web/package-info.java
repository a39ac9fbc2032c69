/** The server: pages, REST API, worker endpoints, security. */
@NullMarked
package io.orchestrator.web;

import org.jspecify.annotations.NullMarked;
