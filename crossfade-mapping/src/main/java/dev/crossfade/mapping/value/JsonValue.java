package dev.crossfade.mapping.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.crossfade.mapping.problem.MappingProblem;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * JSON inside an expression. Equality is that of the values, not of the text.
 *
 * @param text as stored
 */
public record JsonValue(String text) {

  private static final JsonMapper MAPPER = mapper();

  private static JsonMapper mapper() {
    JsonMapper mapper =
        JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(500)
                .maxStringLength(100_000_000)
                .build());
    return mapper;
  }

  /** Whether text is one JSON value. */
  public static boolean valid(String text) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  /** The parsed form; refuses text that is not JSON. */
  public JsonNode tree() {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new RowFailure(MappingProblem.INVALID_JSON, "the text is not valid JSON");
    }
  }

  /** JSON text of plain Java maps, lists and scalars. */
  public static JsonValue write(Object value) {
    try {
      return new JsonValue(MAPPER.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new RowFailure(MappingProblem.EXPRESSION_FAILED, "the value has no JSON form");
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonValue value
        && (text.equals(value.text) || tree().equals(value.tree()));
  }

  @Override
  public int hashCode() {
    return tree().hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
