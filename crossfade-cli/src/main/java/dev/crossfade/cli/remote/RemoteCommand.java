package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossfade.cli.client.Api;
import dev.crossfade.cli.client.Contexts;
import dev.crossfade.cli.client.Refusal;
import dev.crossfade.core.problem.ProblemException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands have in common that ask a server. */
abstract class RemoteCommand implements Callable<Integer> {

  private static final JsonMapper JSON = JsonMapper.builder().build();

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
      description = "Shape of the result: table, json, yaml or csv. Default: ${DEFAULT-VALUE}.")
  private Shape shape = Shape.TABLE;

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

  /** Prints one thing. */
  int show(JsonNode document, Columns columns) {
    print(document, List.of(document), columns);
    if (shape == Shape.TABLE) {
      document.path("next_steps").forEach(step -> err().println("next: " + step.asText()));
    }
    return Ends.OK;
  }

  /** Prints all of a list, page by page. */
  int list(String path, Columns columns) {
    Api api = api();
    List<JsonNode> items = new ArrayList<>();
    String token = "";
    do {
      String more = token.isEmpty() ? "" : "&page_token=" + token;
      JsonNode page = api.get(path + "?page_size=500" + more).json();
      page.path("items").forEach(items::add);
      token = page.path("next_page_token").asText("");
    } while (!token.isEmpty());
    ObjectNode document = JSON.createObjectNode().put("apiVersion", "crossfade.dev/list/v1");
    ArrayNode all = document.putArray("items");
    items.forEach(all::add);
    print(document, items, columns);
    return Ends.OK;
  }

  private void print(JsonNode document, List<JsonNode> items, Columns columns) {
    switch (shape) {
      case TABLE -> columns.table(items).forEach(out()::println);
      case CSV -> columns.csv(items).forEach(out()::println);
      case JSON -> out().println(document.toPrettyString());
      case YAML -> out().print(yaml(document));
    }
    out().flush();
  }

  private static String yaml(JsonNode document) {
    DumpSettings settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
    return new Dump(settings).dumpToString(JSON.convertValue(document, Object.class));
  }
}
