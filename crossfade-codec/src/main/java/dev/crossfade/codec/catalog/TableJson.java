package dev.crossfade.codec.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.ReplicaIdentity;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.TypeText;
import java.util.ArrayList;
import java.util.List;

/** JSON of one table. */
final class TableJson {

  private TableJson() {}

  static void write(ObjectNode json, TableSchema table) {
    json.put("schema", table.id().schema()).put("table", table.id().name());
    ArrayNode columns = json.putArray("columns");
    table.columns().forEach(column -> write(columns.addObject(), column));
    table.key().forEach(json.putArray("key")::add);
    json.put("replicaIdentity", table.replicaIdentity().name());
    table.unsupported().forEach(json.putArray("unsupported")::add);
    json.put("estimatedRows", table.estimatedRows());
    json.put("estimatedBytes", table.estimatedBytes());
  }

  private static void write(ObjectNode json, Column column) {
    json.put("name", column.name());
    json.put("type", TypeText.of(column.type()));
    LogicalType element =
        column.type() instanceof LogicalType.Array array ? array.element() : column.type();
    if (element instanceof LogicalType.Enumeration labels) {
      json.put("enum", labels.name());
      labels.labels().forEach(json.putArray("labels")::add);
    }
    json.put("nullable", column.nullable());
    json.put("nativeType", column.nativeType());
    if (column.generated()) {
      json.put("generated", true);
    }
  }

  static TableSchema read(JsonNode json) {
    List<Column> columns = new ArrayList<>();
    json.required("columns").forEach(column -> columns.add(column(column)));
    return new TableSchema(
        new TableId(json.required("schema").asText(), json.required("table").asText()),
        columns,
        texts(json.required("key")),
        ReplicaIdentity.valueOf(json.required("replicaIdentity").asText()),
        texts(json.path("unsupported")),
        json.path("estimatedRows").asLong(-1),
        json.path("estimatedBytes").asLong(-1));
  }

  private static Column column(JsonNode json) {
    return new Column(
        json.required("name").asText(),
        type(json),
        json.required("nullable").asBoolean(),
        json.path("nativeType").asText(""),
        json.path("generated").asBoolean(false));
  }

  private static LogicalType type(JsonNode json) {
    String text = json.required("type").asText();
    if (json.has("labels")) {
      LogicalType labels =
          new LogicalType.Enumeration(json.path("enum").asText(), texts(json.path("labels")));
      return text.equals("enum") ? labels : new LogicalType.Array(labels);
    }
    return TypeText.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("unknown type " + text));
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
