package dev.crossfade.codec.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossfade.codec.problem.SpecProblem;
import dev.crossfade.core.problem.Location;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The file {@code catalog.lock}: the sources' tables as they were when last discovered. */
public final class CatalogLock {

  public static final String FILE = "catalog.lock";

  private static final String API_VERSION = "crossfade.dev/catalog/v1";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private CatalogLock() {}

  /**
   * Writes the file, replacing it whole.
   *
   * @param catalogs tables by source
   */
  public static void write(Path folder, Map<String, List<TableSchema>> catalogs)
      throws IOException {
    Path temporary = folder.resolve(FILE + ".new");
    Files.writeString(temporary, text(catalogs));
    Files.move(
        temporary,
        folder.resolve(FILE),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }

  /** The file's text; equal catalogs give equal text. */
  public static String text(Map<String, List<TableSchema>> catalogs) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("apiVersion", API_VERSION);
    ObjectNode sources = root.putObject("sources");
    new TreeMap<>(catalogs)
        .forEach(
            (source, tables) -> {
              ArrayNode list = sources.putArray(source);
              tables.forEach(table -> TableJson.write(list.addObject(), table));
            });
    return root.toPrettyString() + "\n";
  }

  /**
   * The tables by source; empty when there is no such file.
   *
   * @throws dev.crossfade.core.problem.ProblemException when it cannot be understood
   */
  public static Optional<Map<String, List<TableSchema>>> read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse(Files.readString(file)));
    } catch (JsonProcessingException e) {
      throw bad("it is not valid JSON").raise(e);
    } catch (IOException e) {
      throw bad("reading it failed").raise(e);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw bad("a part of it is missing or unknown").raise(e);
    }
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static Map<String, List<TableSchema>> parsed(String text) {
    try {
      return parse(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON", e);
    }
  }

  private static Map<String, List<TableSchema>> parse(String text) throws JsonProcessingException {
    JsonNode root = MAPPER.readTree(text);
    if (!root.path("apiVersion").asText().equals(API_VERSION)) {
      throw new IllegalArgumentException("another version");
    }
    Map<String, List<TableSchema>> catalogs = new LinkedHashMap<>();
    root.required("sources")
        .properties()
        .forEach(
            source -> {
              List<TableSchema> tables = new ArrayList<>();
              source.getValue().forEach(table -> tables.add(TableJson.read(table)));
              catalogs.put(source.getKey(), tables);
            });
    return catalogs;
  }

  private static Problem bad(String why) {
    return Problem.of(
            SpecProblem.BAD_CATALOG,
            FILE + " cannot be understood",
            why,
            "write it again with `crossfade discover DIR`")
        .at(new Location(FILE, 1, 1));
  }
}
