/** Tests of what is asked of an MLflow server. */
@NullMarked
package io.orchestrator.integration.mlflow;

import org.jspecify.annotations.NullMarked;
