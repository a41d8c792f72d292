package dev.crossfade.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.core.cutover.CutoverStep;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The latest move of the clients, as the interface tells it.
 *
 * @param json of the progress; missing when there was none
 */
record CrossingMoment(JsonNode json) {

  /** When it was begun; empty when there was none. */
  String begun() {
    return json.path("begun").asText("");
  }

  /** Why it did not come across; empty when it did. */
  String why() {
    return json.path("why").asText("");
  }

  /** As it ended. */
  Crossed crossed(boolean across, long longestWaitMillis, String why) {
    Map<String, Long> steps = new LinkedHashMap<>();
    for (CutoverStep step : CutoverStep.values()) {
      String word = step.name().toLowerCase(Locale.ROOT);
      JsonNode millis = json.path("stepMillis").path(word);
      if (millis.isNumber()) {
        steps.put(word, millis.asLong());
      }
    }
    return new Crossed(across, json.path("pauseMillis").asLong(-1), steps, longestWaitMillis, why);
  }
}
