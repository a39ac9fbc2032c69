/** Models in an MLflow server, over its REST API. */
@NullMarked
package io.orchestrator.integration.mlflow;

import org.jspecify.annotations.NullMarked;
