package dev.crossfade.mapping.function;

import dev.crossfade.mapping.value.Reversibility;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the manual says of the way back from a function's result. */
final class Backwards {

  private Backwards() {}

  static String of(LibraryFunction function) {
    Map<Reversibility, List<String>> kinds =
        function.overloads().stream()
            .collect(
                Collectors.groupingBy(
                    Overload::reversibility,
                    LinkedHashMap::new,
                    Collectors.mapping(Backwards::parameters, Collectors.toList())));
    if (kinds.size() == 1) {
      return "Backwards: " + words(kinds.keySet().iterator().next()) + ".";
    }
    return kinds.entrySet().stream()
        .map(entry -> words(entry.getKey()) + " for " + listed(entry.getValue()))
        .collect(Collectors.joining("; ", "Backwards: ", "."));
  }

  private static String listed(List<String> parameters) {
    return parameters.stream().distinct().collect(Collectors.joining(", "));
  }

  private static String parameters(Overload overload) {
    String signature = overload.signature();
    return "`" + signature.substring(0, signature.indexOf(')') + 1) + "`";
  }

  private static String words(Reversibility kind) {
    return switch (kind) {
      case INVERTIBLE -> "the argument";
      case LOSSY -> "an argument that gives the same result";
      case ONE_WAY -> "nothing";
    };
  }
}
