package com.pazpaz.adapter.rest;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
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
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Reads request bodies that are one JSON object (RFC 8259), in valid UTF-8, of bounded size and sent in bounded time.
 *
 * <p>The size is counted as the body is read, so that it holds for chunked bodies too. How deep values may be nested, the
 * parser limits.
 */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
public class StrictJsonReader implements MessageBodyReader<JsonObject> {

    /** Kept, because looking it up anew for every value searches the class path. */
    private static final JsonProvider JSON = JsonProvider.provider();

    /** Room for the longest history, every character of it escaped as a pair of surrogates. */
    static final int MAX_BYTES = 2 * 1024 * 1024;

    /** For a body of the largest size, over a line of half a megabit a second. A thread waits for it all the while. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

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
            InputStream body) {
        return parse(read(body));
    }

    /**
     * The object in a body; an empty one if there is no body.
     *
     * @throws RefusedRequestException if there is anything else
     */
    static JsonObject readOptional(InputStream body) {
        byte[] bytes = read(body);
        return bytes.length == 0 ? JsonValue.EMPTY_JSON_OBJECT : parse(bytes);
    }

    private static byte[] read(InputStream body) {
        try {
            return new BodyLimit(body, MAX_BYTES, PATIENCE, System::nanoTime).readAllBytes();
        } catch (BodyLimit.ExceededException e) {
            throw RefusedRequestException.tooLarge(MAX_BYTES);
        } catch (BodyLimit.TooSlowException | SocketTimeoutException e) {
            throw RefusedRequestException.tooSlow(PATIENCE);
        } catch (IOException e) {
            // No cause: the connection is the sender's, and of how it broke the server's messages tell too much.
            throw RefusedRequestException.malformed("The body ended early or is not transferred as HTTP says");
        }
    }

    private static JsonObject parse(byte[] bytes) {
        try (JsonParser parser = JSON.createParser(new StringReader(decode(bytes)))) {
            if (parser.next() != Event.START_OBJECT) {
                throw RefusedRequestException.malformed("The body must be a JSON object");
            }
            JsonObject object = parser.getObject();
            // A JsonReader would not look at what follows; a parser does when it is asked.
            if (parser.hasNext()) {
                throw RefusedRequestException.malformed("The body must be one JSON object and nothing else");
            }
            return object;
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
