package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossfade.cli.client.Api;
import dev.crossfade.cli.client.Contexts;
import dev.crossfade.cli.client.Refusal;
import dev.crossfade.cli.client.UrlPath;
import dev.crossfade.core.problem.ProblemException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands have in common that ask a server. */
abstract class RemoteCommand implements Callable<Integer> {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Most that a server tells at once. */
  static final int LARGEST_PAGE = 500;

  private final Map<String, String> environment;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      defaultValue = "",
      description =
          "Context to use. Default: the server of CROSSFADE_SERVER, else the current context.")
  private String context = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      completionCandidates = Shape.Names.class,
      description = "Shape of the result: table, json, yaml or csv. Default: ${DEFAULT-VALUE}.")
  private Shape shape = Shape.TABLE;

  @Option(
      names = "--columns",
      split = ",",
      paramLabel = "NAME",
      description =
          "Columns of a table or CSV, separated by commas: their names, or paths into the JSON such"
              + " as owner/name.")
  private List<String> columns = List.of();

  @Option(names = "--no-header", description = "Leaves out the line with the columns' names.")
  private boolean noHeader;

  @Option(
      names = {"-q", "--quiet"},
      description = "Says nothing but the result and problems: no progress, no hints.")
  private boolean quiet;

  @Spec private @Nullable CommandSpec spec;

  RemoteCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Asks, prints, and returns the exit code. */
  abstract int run();

  @Override
  public final Integer call() {
    try {
      return run();
    } catch (Refusal e) {
      e.lines().forEach(err()::println);
      return Ends.of(e);
    } catch (ProblemException e) {
      e.problems().forEach(problem -> err().println(problem.render()));
      return Ends.of(e.problem().code());
    }
  }

  Contexts contexts() {
    return new Contexts(environment);
  }

  Map<String, String> environment() {
    return environment;
  }

  String contextName() {
    return context;
  }

  Api api() {
    return Api.of(contexts().use(context));
  }

  PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }

  PrintWriter err() {
    return Objects.requireNonNull(spec).commandLine().getErr();
  }

  Shape shape() {
    return shape;
  }

  /** Says something beside the result. */
  void note(String line) {
    if (!quiet) {
      err().println(line);
    }
  }

  /** Prints one thing, and what may be done next. */
  int show(JsonNode document, Columns known) {
    return show(document, known, List.of());
  }

  /**
   * The same.
   *
   * @param next commands to go on with, where the server names none
   */
  int show(JsonNode document, Columns known, List<String> next) {
    JsonNode whole = withNext(document, next);
    print(whole, List.of(document), known);
    if (shape == Shape.TABLE) {
      whole.path("next_steps").forEach(step -> note("next: " + step.asText()));
    }
    return Ends.OK;
  }

  private static JsonNode withNext(JsonNode document, List<String> next) {
    if (document.has("next_steps") || !(document instanceof ObjectNode object)) {
      return document;
    }
    ObjectNode whole = object.deepCopy();
    ArrayNode steps = whole.putArray("next_steps");
    next.forEach(steps::add);
    return whole;
  }

  /** Prints all of a list, page by page. */
  int list(String path, Columns known, List<String> next) {
    return list(path, known, next, Integer.MAX_VALUE);
  }

  /** The same of the first so many. */
  int list(String path, Columns known, List<String> next, int most) {
    ObjectNode document = JSON.createObjectNode().put("apiVersion", "crossfade.dev/list/v1");
    ArrayNode all = document.putArray("items");
    List<JsonNode> items = items(path, most);
    items.forEach(all::add);
    ArrayNode steps = document.putArray("next_steps");
    next.forEach(steps::add);
    print(document, items, known);
    return Ends.OK;
  }

  private List<JsonNode> items(String path, int most) {
    Api api = api();
    List<JsonNode> items = new ArrayList<>();
    String first =
        path + (path.contains("?") ? "&" : "?") + "page_size=" + Math.min(most, LARGEST_PAGE);
    String token = "";
    do {
      String more = token.isEmpty() ? "" : "&page_token=" + UrlPath.value(token);
      JsonNode page = api.get(first + more).json();
      page.path("items").forEach(items::add);
      token = page.path("next_page_token").asText("");
    } while (!token.isEmpty() && items.size() < most);
    return items.subList(0, Math.min(most, items.size()));
  }

  /** Prints a document: whole for programs, some of its parts as rows for people. */
  void print(JsonNode document, List<JsonNode> items, Columns known) {
    print(document, items, known, Columns.Header.NAMES);
  }

  void print(JsonNode document, List<JsonNode> items, Columns known, Columns.Header header) {
    Columns shown = chosen(known, items);
    Columns.Header head = header(header);
    shape.print(out(), document, () -> shown.table(items, head), () -> shown.csv(items, head));
  }

  /** The first line of columns, unless nobody wants it. */
  Columns.Header header(Columns.Header header) {
    return noHeader ? Columns.Header.NONE : header;
  }

  /** The columns that somebody asked for, or all that are known. */
  Columns chosen(Columns known, List<JsonNode> items) {
    return columns.isEmpty() ? known : known.choose(columns, items);
  }
}
