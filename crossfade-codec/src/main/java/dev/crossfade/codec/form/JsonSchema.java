package dev.crossfade.codec.form;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The forms as a JSON Schema (draft 2020-12) for editors. */
public final class JsonSchema {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private JsonSchema() {}

  /** The published schema, ending in a line break. */
  public static String text() {
    ObjectNode schema = MAPPER.createObjectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("$id", "https://crossfade.dev/schema/crossfade-v1.schema.json");
    schema.put("title", "Files of a Crossfade specification");
    ArrayNode kinds = schema.putArray("oneOf");
    Forms.all().values().forEach(form -> kinds.add(schema(form)));
    return schema.toPrettyString() + "\n";
  }

  private static ObjectNode schema(Form form) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("description", form.what());
    if (form instanceof Form.Fields fields) {
      fields(node, fields);
    } else if (form instanceof Form.Entries entries) {
      node.put("type", "object");
      node.putObject("propertyNames").put("pattern", "^" + entries.keyPattern() + "$");
      node.set("additionalProperties", schema(entries.value()));
    } else if (form instanceof Form.Items items) {
      node.put("type", "array");
      node.set("items", schema(items.item()));
    } else if (form instanceof Form.Either either) {
      ArrayNode any = node.putArray("anyOf");
      either.forms().forEach(one -> any.add(schema(one)));
    } else {
      scalar(node, form);
    }
    return node;
  }

  private static void fields(ObjectNode node, Form.Fields fields) {
    node.put("type", "object");
    node.put("additionalProperties", false);
    ObjectNode properties = node.putObject("properties");
    ArrayNode required = MAPPER.createArrayNode();
    fields
        .fields()
        .forEach(
            (key, field) -> {
              properties.set(key, schema(field.form()));
              if (field.presence() == Form.Presence.REQUIRED) {
                required.add(key);
              }
            });
    node.set("required", required);
  }

  private static void scalar(ObjectNode node, Form form) {
    if (form instanceof Form.Named named) {
      node.put("type", "string").put("pattern", "^" + named.pattern() + "$");
    } else if (form instanceof Form.Whole whole) {
      node.put("type", "integer").put("minimum", whole.least()).put("maximum", whole.most());
    } else if (form instanceof Form.Flag) {
      node.put("type", "boolean");
    } else if (form instanceof Form.Choice choice) {
      ArrayNode words = node.putArray("enum");
      choice.words().forEach(words::add);
    } else if (form instanceof Form.Nothing) {
      node.put("type", "null");
    } else {
      node.putArray("type").add("string").add("number").add("boolean");
    }
  }
}
