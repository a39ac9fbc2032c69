package io.orchestrator.core.bundle.jdbc;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads a jar piece by piece, each by a query of its own: a slow reader holds no connection. Not for several threads. */
final class JarStream extends InputStream {

    static final int PIECE = 1024 * 1024;

    private final JdbcClient jdbc;
    private final String sha256;
    private final long size;
    private long position;

    JarStream(JdbcClient jdbc, String sha256, long size) {
        this.jdbc = jdbc;
        this.sha256 = sha256;
        this.size = size;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position >= size) {
            return -1;
        }
        byte[] piece = piece((int) Math.min(Math.min(length, PIECE), size - position));
        System.arraycopy(piece, 0, target, offset, piece.length);
        position += piece.length;
        return piece.length;
    }

    private byte[] piece(int length) throws IOException {
        try {
            byte[] piece = jdbc.sql(BundleSql.JAR_PIECE)
                    .param("sha256", sha256)
                    .param("from", (int) (position + 1))
                    .param("length", length)
                    .query((row, n) -> row.getBytes(1))
                    .optional()
                    .orElseThrow(() -> new EOFException("The jar %s is not stored any more".formatted(sha256)));
            if (piece.length == 0) {
                throw new EOFException("The jar %s ends at %d of %d bytes".formatted(sha256, position, size));
            }
            return piece;
        } catch (DataAccessException e) {
            throw new IOException("The jar %s could not be read at byte %d".formatted(sha256, position), e);
        }
    }
}
