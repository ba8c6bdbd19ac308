package com.pazpaz.adapter.migration;

import com.pazpaz.domain.phi.Tags;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Lists of labels, which two databases spell differently and mean the same. What is no list of texts is kept as the text of
 * its elements, so that nothing of it is lost.
 */
final class ListText {

    private static final JsonProvider PROVIDER = JsonProvider.provider();
    private static final JsonParserFactory JSON = PROVIDER.createParserFactory(Map.of());

    private ListText() {}

    /** The list; empty for JSON's null, which stands for no list. */
    static Optional<Tags> read(String json) {
        JsonValue value = parse(json);
        return value == JsonValue.NULL ? Optional.empty() : Optional.of(Tags.of(labels(json)));
    }

    /** The labels of a list. */
    static List<String> labels(String json) {
        JsonValue value = parse(json);
        List<JsonValue> elements = value instanceof JsonArray array ? array : List.of(value);
        return elements.stream().map(ListText::label).toList();
    }

    private static String label(JsonValue element) {
        return element instanceof JsonString text ? text.getString() : element.toString();
    }

    private static JsonValue parse(String json) {
        try (JsonParser parser = JSON.createParser(new StringReader(json))) {
            parser.next();
            JsonValue value = parser.getValue();
            // Text may begin like JSON and go on otherwise.
            return parser.hasNext() ? PROVIDER.createValue(json) : value;
        } catch (JsonException | NoSuchElementException e) {
            return PROVIDER.createValue(json);
        }
    }
}
