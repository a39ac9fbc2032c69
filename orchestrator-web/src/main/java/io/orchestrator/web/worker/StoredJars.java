package io.orchestrator.web.worker;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Jars in the database. */
@Component
class StoredJars implements JarSource {

    private final JdbcClient database;

    StoredJars(JdbcClient database) {
        this.database = database;
    }

    @Override
    public Optional<String> manifest(String build) {
        return database.sql("SELECT manifest::text FROM bundle_build WHERE build = :build")
                .param("build", build)
                .query(String.class)
                .optional();
    }

    @Override
    public Optional<Jar> jar(String sha256) {
        return database.sql("SELECT size FROM bundle_jar WHERE sha256 = :sha256")
                .param("sha256", sha256)
                .query(Long.class)
                .optional()
                .map(size -> new Jar(size, new Pieces(sha256, size)));
    }

    /** A jar piece by piece: it may be larger than the server's heap likes, and a slow reader holds no connection. */
    private final class Pieces extends InputStream {

        private static final int PIECE = 1024 * 1024;

        private final String sha256;
        private final long size;
        private long fetched;
        private byte[] piece = new byte[0];
        private int position;

        Pieces(String sha256, long size) {
            this.sha256 = sha256;
            this.size = size;
        }

        @Override
        public int read() throws IOException {
            return fill() ? piece[position++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            var some = Math.min(length, piece.length - position);
            System.arraycopy(piece, position, target, offset, some);
            position += some;
            return some;
        }

        private boolean fill() throws IOException {
            if (position < piece.length) {
                return true;
            }
            if (fetched >= size) {
                return false;
            }
            piece = database.sql(
                            "SELECT substring(content FROM :from FOR :length) FROM bundle_jar WHERE sha256 = :sha256")
                    .param("from", (int) fetched + 1)
                    .param("length", PIECE)
                    .param("sha256", sha256)
                    .query(byte[].class)
                    .optional()
                    .filter(found -> found.length > 0)
                    .orElseThrow(() -> new IOException("The jar %s is not there any more".formatted(sha256)));
            fetched += piece.length;
            position = 0;
            return true;
        }
    }
}
