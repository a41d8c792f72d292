package dev.crossfade.bench.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A section in a folder: {@code ID.json}, {@code ID.md} and its chart {@code ID.svg}. */
public final class ResultFiles {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ResultFiles() {}

  /** Writes all files of a section. */
  public static void write(Section section, Path folder) throws IOException {
    Files.createDirectories(folder);
    JSON.writeValue(folder.resolve(section.id() + ".json").toFile(), section);
    Files.writeString(folder.resolve(section.id() + ".md"), Markdown.of(section));
    String chart = section.curves().isEmpty() ? BarChart.of(section) : LineChart.of(section);
    Files.writeString(folder.resolve(section.id() + ".svg"), chart);
  }

  /** Reads a section back. */
  public static Section read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), new TypeReference<Section>() {});
  }
}
