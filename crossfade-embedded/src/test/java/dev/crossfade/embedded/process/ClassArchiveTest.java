package dev.crossfade.embedded.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real Java machines. */
class ClassArchiveTest {

  private static final String SHARED = "Hello source: shared objects file (top)";

  @TempDir Path folder;
  private String cacheBefore;

  @BeforeEach
  void cacheOfItsOwn() {
    cacheBefore = System.setProperty("crossfade.cache", folder.resolve("cache").toString());
  }

  @AfterEach
  void cacheAsBefore() {
    if (cacheBefore == null) {
      System.clearProperty("crossfade.cache");
    } else {
      System.setProperty("crossfade.cache", cacheBefore);
    }
  }

  private Path jar(String text) throws IOException {
    Path source = Files.writeString(folder.resolve("Hello.java"), text);
    ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString());
    Path jar = folder.resolve("hello.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      entries.putNextEntry(new JarEntry("Hello.class"));
      entries.write(Files.readAllBytes(folder.resolve("Hello.class")));
    }
    return jar;
  }

  private static String hello(String word) {
    return "class Hello { public static void main(String[] a) { System.out.println(\""
        + word
        + "\"); } }";
  }

  private String run(ClassArchive archive, Path classPath) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(archive.options());
    command.addAll(List.of("-Xlog:class+load", "-cp", classPath.toString(), "Hello"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private ClassArchive archive(Path classPath) {
    return ClassArchive.of("hello", List.of(classPath), folder);
  }

  @Test
  void theFirstProcessWritesItDownAndTheNextUsesIt() throws Exception {
    Path jar = jar(hello("one"));
    ClassArchive archive = archive(jar);
    assertThat(run(archive, jar)).contains("one").doesNotContain(SHARED);
    assertThat(archive.file()).isEmpty();
    archive.keep();
    assertThat(archive.file()).isPresent();
    assertThat(run(archive(jar), jar)).contains("one").contains(SHARED);
  }

  @Test
  void anotherJarHasAnotherAndFewAreKept() throws Exception {
    for (String word : List.of("one", "three", "eleven", "thirteen", "seventeen")) {
      Path jar = jar(hello(word));
      ClassArchive archive = archive(jar);
      assertThat(run(archive, jar)).contains(word).doesNotContain(SHARED);
      archive.keep();
      assertThat(run(archive(jar), jar)).contains(word).contains(SHARED);
    }
    try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
      assertThat(files).hasSize(3);
    }
  }

  @Test
  void aDamagedOneDoesNoHarm() throws Exception {
    Path jar = jar(hello("one"));
    ClassArchive archive = archive(jar);
    run(archive, jar);
    archive.keep();
    Path file = archive.file().orElseThrow();
    byte[] half = new byte[(int) Files.size(file) / 2];
    file.toFile().setWritable(true);
    Files.write(file, half);
    assertThat(run(archive(jar), jar)).contains("one").doesNotContain(SHARED);
  }

  @Test
  void aFolderOfClassesHasNone() throws Exception {
    jar(hello("one"));
    ClassArchive archive = archive(folder);
    assertThat(archive.options()).isEmpty();
    assertThat(run(archive, folder)).contains("one");
  }

  @Test
  void aCacheThatCannotBeWrittenIsNotNeeded() throws Exception {
    Path jar = jar(hello("one"));
    System.setProperty("crossfade.cache", Files.writeString(folder.resolve("file"), "x") + "/c");
    assertThat(archive(jar).options()).isEmpty();
  }
}
