/** Objects of S3: read as they come, and as the store of dataset versions. */
@NullMarked
package io.orchestrator.s3;

import org.jspecify.annotations.NullMarked;
