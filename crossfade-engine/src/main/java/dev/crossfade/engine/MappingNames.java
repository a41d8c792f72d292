package dev.crossfade.engine;

import dev.crossfade.mapping.CompiledMapping;
import java.util.HashMap;
import java.util.Map;

/** Under which names the numbers of mappings are remembered, in the order of a specification. */
public final class MappingNames {

  private final Map<String, Integer> seen = new HashMap<>();

  /** The fact that tells the number of the next mapping. */
  public String next(CompiledMapping mapping) {
    String label = mapping.entitySpec().name() + ":" + mapping.spec().label();
    return "mapping." + label + "." + seen.merge(label, 1, Integer::sum);
  }
}
