package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** The shapes in which a command can print its result. */
public enum Shape {
  /** For people. */
  TABLE,
  /** For programs. */
  JSON,
  /** The same as YAML. */
  YAML,
  /** The rows of the table, comma separated, with a header. */
  CSV;

  /** As they are written, for scripts that complete commands. */
  public static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(values()).map(shape -> shape.name().toLowerCase(Locale.ROOT)).iterator();
    }
  }

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /**
   * Prints a document in this shape.
   *
   * @param document for programs
   * @param table lines for people
   * @param csv lines for spreadsheets
   */
  public void print(
      PrintWriter out,
      JsonNode document,
      Supplier<List<String>> table,
      Supplier<List<String>> csv) {
    switch (this) {
      case TABLE -> table.get().forEach(out::println);
      case CSV -> csv.get().forEach(out::println);
      case JSON -> out.println(document.toPrettyString());
      case YAML -> out.print(yaml(document));
    }
    out.flush();
  }

  static String yaml(JsonNode document) {
    DumpSettings settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
    return new Dump(settings).dumpToString(MAPPER.convertValue(document, Object.class));
  }
}
