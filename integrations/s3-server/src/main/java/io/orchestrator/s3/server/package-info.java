/** A server of S3 as a process, for tests. */
@NullMarked
package io.orchestrator.s3.server;

import org.jspecify.annotations.NullMarked;
