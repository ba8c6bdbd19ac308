package com.pazpaz.adapter.rest;

import jakarta.json.JsonConfig;
import jakarta.json.JsonConfig.KeyStrategy;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token as it was sent, in the compact form of a JWS (RFC 7515, section 7.1) in the header of RFC 6750, section 2.1. What is
 * in it is not verified.
 *
 * <p>Forms that the container may read in another way than this class are none: several headers, other schemes and spellings,
 * padding, names that are there twice.
 */
final class BearerToken {

    /** Far more than a user, a workspace and roles take. */
    static final int MAX_CHARACTERS = 8_192;

    private static final Pattern BEARER =
            Pattern.compile("Bearer ([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)\\.[A-Za-z0-9_-]+");

    private static final JsonProvider JSON = JsonProvider.provider();

    private static final JsonReaderFactory STRICT =
            JSON.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, KeyStrategy.NONE));

    private final JsonObject header;
    private final JsonObject claims;

    private BearerToken(JsonObject header, JsonObject claims) {
        this.header = header;
        this.claims = claims;
    }

    /** The token in the {@code Authorization} headers of a request; none unless there is one header with one token. */
    static Optional<BearerToken> in(List<String> headers) {
        if (headers.size() != 1 || headers.get(0).length() > MAX_CHARACTERS) {
            return Optional.empty();
        }
        Matcher parts = BEARER.matcher(headers.get(0));
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BearerToken(decode(parts.group(1)), decode(parts.group(2))));
        } catch (RuntimeException | CharacterCodingException e) {
            // Whatever the decoders throw, it is about the token; it is not told on, because its messages quote that.
            return Optional.empty();
        }
    }

    private static JsonObject decode(String part) throws CharacterCodingException {
        String json = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(part)))
                .toString();
        requireOneValue(json);
        try (var reader = STRICT.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    /** A reader would not look at what follows, nor would a parser for names that are there twice. */
    private static void requireOneValue(String json) {
        try (var parser = JSON.createParser(new StringReader(json))) {
            while (parser.hasNext()) {
                parser.next();
            }
        }
    }

    /** Who made it says how it is to be verified (RFC 7515, section 4). */
    JsonObject header() {
        return header;
    }

    JsonObject claims() {
        return claims;
    }

    /** Tells nothing of it. */
    @Override
    public String toString() {
        return "BearerToken";
    }
}
