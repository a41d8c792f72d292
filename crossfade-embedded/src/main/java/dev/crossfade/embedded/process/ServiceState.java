package dev.crossfade.embedded.process;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/**
 * What is remembered of a service between runs: ports, credentials, the process. One file, readable
 * by its owner only, replaced as a whole at each change. Not thread-safe.
 */
final class ServiceState {

  private final Path file;
  private final Properties values = new Properties();

  private ServiceState(Path file) {
    this.file = file;
  }

  static ServiceState read(Path file) throws IOException {
    ServiceState state = new ServiceState(file);
    if (Files.exists(file)) {
      state.values.load(new StringReader(Files.readString(file)));
    }
    return state;
  }

  Path file() {
    return file;
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.getProperty(name));
  }

  Optional<ProcessId> process() {
    return text("pid")
        .flatMap(
            pid ->
                text("started")
                    .map(started -> new ProcessId(Long.parseLong(pid), Long.parseLong(started))));
  }

  void process(ProcessId id) throws IOException {
    values.setProperty("pid", Long.toString(id.pid()));
    values.setProperty("started", Long.toString(id.started()));
    save();
  }

  void forgetProcess() throws IOException {
    values.remove("pid");
    values.remove("started");
    save();
  }

  void put(String name, String value) throws IOException {
    values.setProperty(name, value);
    save();
  }

  private void save() throws IOException {
    StringWriter text = new StringWriter();
    values.store(text, "State of an embedded service. Contains its password.");
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.deleteIfExists(next);
    OwnerOnly.createFile(next);
    Files.writeString(next, text.toString());
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
