package io.orchestrator.web.evidence;

import io.orchestrator.core.secret.SecretBox;
import io.orchestrator.core.secret.SecretPlace;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The key of this installation, which all its servers sign with. Its private half is sealed as secrets are. */
@Component
public class SigningKeys {

    private static final String ALGORITHM = "Ed25519";
    private static final SecretPlace PLACE = new SecretPlace("signing_key", "evidence", "private_key");

    private static final String FIND = "SELECT public_key, private_key FROM signing_key WHERE id = 1";
    private static final String INSERT = """
            INSERT INTO signing_key (id, public_key, private_key) VALUES (1, :public, :private) ON CONFLICT DO NOTHING
            """;
    private static final String RESEAL =
            "UPDATE signing_key SET private_key = :private WHERE id = 1 AND private_key = :before";

    private final JdbcClient database;
    private final SecretBox box;

    SigningKeys(JdbcClient database, SecretBox box) {
        this.database = database;
        this.box = box;
    }

    private record Stored(String publicKey, String privateKey) {}

    /**
     * The key; it is made when there is none. Of several servers that make one at once all get the same.
     *
     * @throws io.orchestrator.core.secret.SecretUnavailable if there is no key to seal it with
     */
    KeyPair pair() {
        return SecretBox.reading(this::read);
    }

    private KeyPair read() {
        try {
            var stored = find();
            if (stored == null) {
                create();
                stored = find();
            }
            if (stored == null) {
                throw new IllegalStateException("the key for signing was deleted while it was made");
            }
            return opened(stored);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key for signing cannot be read", e);
        }
    }

    /** Seals it anew with the key that seals now. */
    public void reseal() {
        var stored = find();
        if (stored != null) {
            database.sql(RESEAL)
                    .param("private", box.seal(box.open(stored.privateKey(), PLACE), PLACE))
                    .param("before", stored.privateKey())
                    .update();
        }
    }

    private @Nullable Stored find() {
        return database.sql(FIND)
                .query((row, number) -> new Stored(row.getString("public_key"), row.getString("private_key")))
                .optional()
                .orElse(null);
    }

    private void create() throws GeneralSecurityException {
        var pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        var encoder = Base64.getEncoder();
        database.sql(INSERT)
                .param("public", encoder.encodeToString(pair.getPublic().getEncoded()))
                .param(
                        "private",
                        box.seal(encoder.encodeToString(pair.getPrivate().getEncoded()), PLACE))
                .update();
    }

    private KeyPair opened(Stored stored) throws GeneralSecurityException {
        var decoder = Base64.getDecoder();
        var keys = KeyFactory.getInstance(ALGORITHM);
        return new KeyPair(
                keys.generatePublic(new X509EncodedKeySpec(decoder.decode(stored.publicKey()))),
                keys.generatePrivate(new PKCS8EncodedKeySpec(decoder.decode(box.open(stored.privateKey(), PLACE)))));
    }
}
