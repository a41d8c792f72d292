package dev.crossfade.mapping.function;

import static dev.crossfade.mapping.function.Arguments.arg;
import static dev.crossfade.mapping.function.Arguments.str;
import static dev.crossfade.mapping.value.ValueTypes.JSON;
import static dev.crossfade.mapping.value.ValueTypes.OBJECT;
import static dev.crossfade.mapping.value.ValueTypes.TEXT;
import static dev.crossfade.mapping.value.ValueTypes.TEXTS;

import dev.crossfade.mapping.problem.MappingProblem;
import dev.crossfade.mapping.value.JsonValue;
import dev.crossfade.mapping.value.RowFailure;

/** Functions on JSON. */
final class JsonFunctions {

  private JsonFunctions() {}

  static FunctionGroup group() {
    return FunctionGroup.of(
        "JSON",
        LibraryFunction.named("json", "JSON from its text; text that is not JSON refuses the row.")
            .unary(TEXT, String.class, JSON, JsonFunctions::json)
            .loosely(Rendering::text)
            .example("json('{\"a\": 1}')", "{\"a\": 1}"),
        LibraryFunction.named(
                "jsonText",
                "The value at a path such as address.lines[0] as text: strings without quotes, other"
                    + " values as JSON. NULL when it is absent or null.")
            .strict(TEXT, a -> JsonPath.text((JsonValue) arg(a[0]), str(a[1])), JSON, TEXT)
            .strict(TEXT, a -> JsonPath.text(new JsonValue(str(a[0])), str(a[1])), TEXT, TEXT)
            .literal(1, "a path such as a.b[0]", JsonPath::valid)
            .example("jsonText(json('{\"a\": {\"b\": [\"x\", 2]}}'), 'a.b[0]')", "'x'")
            .example("jsonText(json('{\"a\": 1.50}'), 'a')", "'1.50'")
            .example("jsonText(json('{}'), 'a.b')", "null"),
        LibraryFunction.named("toJson", "JSON of an object literal or a list of texts.")
            .lenient(JSON, a -> a[0] == null ? null : JsonPath.write(a[0]), OBJECT)
            .lenient(JSON, a -> a[0] == null ? null : JsonPath.write(a[0]), TEXTS)
            .example("toJson({'a': 1, 'b': 'x'})", "{\"a\":1,\"b\":\"x\"}")
            .example("toJson(['x', 'y'])", "[\"x\",\"y\"]"));
  }

  private static JsonValue json(String text) {
    if (!JsonValue.valid(text)) {
      throw new RowFailure(MappingProblem.INVALID_JSON, "json() got text that is not valid JSON");
    }
    return new JsonValue(text);
  }
}
