package io.orchestrator.runner;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.Limits;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Values of one type, which tasks hand to each other, to and from JSON.
 *
 * @param reader reads that type
 * @param writer writes that type
 */
record TaskValues(ObjectReader reader, ObjectWriter writer) {

    // Enums go by their names, not by a toString that is made for people. BigDecimals are strings, since JSON numbers
    // with a
    // fraction become doubles on the way.
    private static final JsonMapper MAPPER = Json.MAPPER
            .rebuild()
            .disable(EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_TO_STRING)
            .withConfigOverride(
                    BigDecimal.class,
                    override -> override.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.STRING)))
            .build();

    private static final ObjectReader PARAMS = MAPPER.readerFor(new TypeReference<Map<String, @Nullable Object>>() {});

    static TaskValues of(Type type) {
        var javaType = MAPPER.constructType(type);
        return new TaskValues(MAPPER.readerFor(javaType), MAPPER.writerFor(javaType));
    }

    /** An object's fields as plain Java values; none if it is no object. */
    static Map<String, @Nullable Object> map(@Nullable JsonNode object) {
        return object == null || !object.isObject() ? Map.of() : PARAMS.readValue(object);
    }

    @Nullable
    Object read(JsonNode json) {
        return json.isNull() ? null : reader.readValue(json);
    }

    /** A value that the author wrote down, which may be of any size. */
    JsonNode tree(Object value) {
        return Json.MAPPER.readTree(writer.writeValueAsBytes(value));
    }

    /**
     * Writes a value.
     *
     * @throws BadOutputException if it cannot be written, or is larger than {@link Limits#INLINE_OUTPUT}
     */
    JsonNode write(Object value) throws BadOutputException {
        return write(value, Limits.INLINE_OUTPUT);
    }

    /**
     * Writes a value.
     *
     * @throws BadOutputException if it cannot be written, or is larger than so many bytes
     */
    JsonNode write(Object value, int most) throws BadOutputException {
        Bounded bytes = new Bounded(most);
        try {
            writer.writeValue(bytes, value);
        } catch (TooLarge e) {
            throw new BadOutputException("The output is larger than " + most / 1024
                    + " KiB as JSON, the most that is passed from task to task; store the data, such as in a file or"
                    + " table, and return a reference to it");
        } catch (JacksonException | StackOverflowError e) {
            throw new BadOutputException("The output cannot be written as JSON: " + Throwables.sentence(e)
                    + "; return a value without cycles, made of records, lists, maps and plain values");
        }
        return Json.MAPPER.readTree(bytes.toByteArray());
    }

    /** Stops the writing of what is too large before it fills the memory. */
    private static final class Bounded extends OutputStream {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final int most;

        Bounded(int most) {
            this.most = most;
        }

        @Override
        public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            if (bytes.size() + length > most) {
                throw new TooLarge();
            }
            bytes.write(from, offset, length);
        }

        byte[] toByteArray() {
            return bytes.toByteArray();
        }
    }

    private static final class TooLarge extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
