package dev.crossfade.server.view;

import dev.crossfade.core.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;

/** Problems as documents. */
public final class Problems {
  private Problems() {}

  /** The parts of a problem a program can use. */
  public static Map<String, Object> map(Problem problem) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("code", problem.code().text());
    map.put("kind", problem.code().kind().name());
    map.put("what", problem.what());
    map.put("why", problem.why());
    map.put("fix", problem.fix());
    if (problem.location() != null) {
      map.put("location", problem.location().toString());
    }
    return map;
  }
}
