package dev.crossfade.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossfade.core.problem.Location;
import dev.crossfade.core.problem.Problem;
import java.util.List;

/** The JSON output: one object with {@code apiVersion} and {@code kind}. */
final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static ObjectNode document(String kind) {
    return MAPPER.createObjectNode().put("apiVersion", "crossfade.dev/v1").put("kind", kind);
  }

  /** Commands that may follow. */
  static void next(ObjectNode document, List<String> commands) {
    commands.forEach(document.putArray("next_steps")::add);
  }

  static ArrayNode problems(ObjectNode document, List<Problem> problems) {
    ArrayNode list = document.putArray("problems");
    for (Problem problem : problems) {
      ObjectNode item = list.addObject();
      item.put("code", problem.code().text());
      item.put("what", problem.what()).put("why", problem.why()).put("fix", problem.fix());
      Location location = problem.location();
      if (location != null) {
        item.put("file", location.file());
        item.put("line", location.line()).put("column", location.column());
      }
    }
    return list;
  }
}
