package dev.crossfade.server.view;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.Format;
import dev.crossfade.server.output.Json;
import dev.crossfade.server.output.TextTable;
import java.util.List;

/** A command's result, which can show itself to people and to programs. */
public interface View {
  /** Lines for people, without the hints about what to do next. */
  List<String> lines(Console console);

  /** The rows worth having in a spreadsheet. */
  TextTable table();

  /** A value of records, maps, lists, strings and numbers; has {@code apiVersion}. */
  Object document();

  /** Commands worth running next, most useful first. */
  List<String> nextSteps();

  /** Prints the result to standard output in the wanted shape. */
  default void print(Console console, Format format) {
    switch (format) {
      case JSON -> console.out().println(Json.text(document()));
      case YAML -> console.out().print(Json.yaml(document()));
      case CSV -> table().csv().forEach(console.out()::println);
      case TABLE -> {
        lines(console).forEach(console.out()::println);
        if (!nextSteps().isEmpty()) {
          console.out().println();
          nextSteps().forEach(step -> console.out().println("next: " + step));
        }
      }
    }
    console.out().flush();
  }
}
