package dev.crossfade.it.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The reference of commands, written from what picocli knows. */
final class CliReference {
  private CliReference() {}

  /** The commands that can be run, with their full names, in the order given. */
  static List<CommandSpec> leaves(CommandLine... roots) {
    List<CommandSpec> leaves = new ArrayList<>();
    for (CommandLine root : roots) {
      collect(root, leaves);
    }
    return leaves;
  }

  private static void collect(CommandLine command, List<CommandSpec> leaves) {
    if (command.getSubcommands().isEmpty()) {
      leaves.add(command.getCommandSpec());
    }
    command.getSubcommands().values().stream()
        .distinct()
        .filter(sub -> !sub.getCommandSpec().usageMessage().hidden())
        .forEach(sub -> collect(sub, leaves));
  }

  static String section(CommandSpec command) {
    StringBuilder text = new StringBuilder("\n## ").append(command.qualifiedName()).append("\n\n");
    text.append(String.join(" ", command.usageMessage().description())).append("\n\n");
    text.append("```text\n").append(synopsis(command)).append("\n```\n\n");
    text.append("| option | meaning |\n|---|---|\n");
    command.positionalParameters().stream()
        .filter(parameter -> !parameter.hidden())
        .forEach(parameter -> text.append(row(parameter)));
    command.options().stream().filter(option -> !option.hidden()).forEach(o -> text.append(row(o)));
    return text.toString();
  }

  private static String synopsis(CommandSpec command) {
    String options =
        command.options().stream()
            .filter(option -> !option.hidden() && !option.usageHelp() && !option.versionHelp())
            .map(CliReference::brief)
            .collect(Collectors.joining(" "));
    String parameters =
        command.positionalParameters().stream()
            .filter(parameter -> !parameter.hidden())
            .map(parameter -> " " + parameter.paramLabel())
            .collect(Collectors.joining());
    return command.qualifiedName() + (options.isEmpty() ? "" : " " + options) + parameters;
  }

  private static String brief(OptionSpec option) {
    String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
    String text = option.shortestName() + value;
    // one of several is required only among them
    return option.required() && option.group() == null ? text : "[" + text + "]";
  }

  private static String row(PositionalParamSpec parameter) {
    return "| `" + parameter.paramLabel() + "` | " + words(parameter.description()) + " |\n";
  }

  private static String row(OptionSpec option) {
    String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
    return "| `"
        + String.join("`, `", option.names())
        + value
        + "` | "
        + words(option.description()).replace("${DEFAULT-VALUE}", "`" + option.defaultValue() + "`")
        + " |\n";
  }

  private static String words(String... description) {
    return String.join(" ", description).replace("|", "\\|");
  }
}
