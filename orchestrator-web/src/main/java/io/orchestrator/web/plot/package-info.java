/** Small plots of figures, drawn by the server as SVG. */
@NullMarked
package io.orchestrator.web.plot;

import org.jspecify.annotations.NullMarked;
