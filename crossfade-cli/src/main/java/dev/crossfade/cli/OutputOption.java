package dev.crossfade.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.cli.remote.Columns;
import dev.crossfade.cli.remote.Shape;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The shape of a result. */
final class OutputOption {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      converter = Named.class,
      completionCandidates = Shape.Names.class,
      description = "Shape of the result: table, json, yaml or csv. Default: ${DEFAULT-VALUE}.")
  private Shape shape = Shape.TABLE;

  Shape shape() {
    return shape;
  }

  /**
   * Prints a result.
   *
   * @param rows parts of the document that spreadsheets get
   * @param columns of them
   * @param people lines for people
   */
  void print(
      PrintWriter out,
      JsonNode document,
      Iterable<JsonNode> rows,
      Columns columns,
      Supplier<List<String>> people) {
    List<JsonNode> all = new ArrayList<>();
    rows.forEach(all::add);
    shape.print(out, document, people, () -> columns.csv(all, Columns.Header.NAMES));
  }

  /** What people see was called text once. */
  static final class Named implements ITypeConverter<Shape> {
    @Override
    public Shape convert(String name) {
      if (name.equalsIgnoreCase("text")) {
        return Shape.TABLE;
      }
      try {
        return Shape.valueOf(name.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "expected one of table, json, yaml, csv, but was '" + name + "'");
      }
    }
  }
}
