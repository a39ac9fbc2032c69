package io.orchestrator.web.secret;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where secrets come from.
 *
 * @param keyFile the keys that secrets in the database are sealed with, one a line in Base64, the newest first; null: nothing
 *     secret can be stored
 * @param folder files with connections and variables, which count before those of the environment and the database; or null
 */
@ConfigurationProperties("orchestrator.secrets")
record SecretSettings(@Nullable Path keyFile, @Nullable Path folder) {}
