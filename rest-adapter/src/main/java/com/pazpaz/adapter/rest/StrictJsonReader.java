package com.pazpaz.adapter.rest;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads request bodies that are one JSON object (RFC 8259), in valid UTF-8 and of bounded size.
 *
 * <p>The size is counted as the body is read, so that it holds for chunked bodies too.
 */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
public class StrictJsonReader implements MessageBodyReader<JsonObject> {

    /** Kept, because looking it up anew for every value searches the class path. */
    private static final JsonProvider JSON = JsonProvider.provider();

    /** Room for the longest history, every character of it escaped as a pair of surrogates. */
    static final int MAX_BYTES = 2 * 1024 * 1024;

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == JsonObject.class;
    }

    @Override
    public JsonObject readFrom(
            Class<JsonObject> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        return parse(read(body));
    }

    /**
     * The object in a body; an empty one if there is no body.
     *
     * @throws RefusedRequestException if there is anything else
     */
    static JsonObject readOptional(InputStream body) throws IOException {
        byte[] bytes = read(body);
        return bytes.length == 0 ? JsonValue.EMPTY_JSON_OBJECT : parse(bytes);
    }

    private static byte[] read(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw RefusedRequestException.tooLarge(MAX_BYTES);
        }
        return bytes;
    }

    private static JsonObject parse(byte[] bytes) {
        try (var reader = JSON.createReader(new StringReader(decode(bytes)))) {
            JsonValue value = reader.readValue();
            if (value.getValueType() != JsonValue.ValueType.OBJECT) {
                throw RefusedRequestException.malformed("The body must be a JSON object");
            }
            return value.asJsonObject();
        } catch (RefusedRequestException e) {
            throw e;
        } catch (RuntimeException e) {
            // Whatever the parser throws, it is about the body; no cause, because its messages quote that.
            throw RefusedRequestException.malformed("The body is not well-formed JSON");
        }
    }

    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw RefusedRequestException.malformed("The body is not valid UTF-8");
        }
    }
}
