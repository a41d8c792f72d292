package dev.crossfade.mapping.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Label;

/** Generated code reaches what it is handed, and can name nothing else. */
class GeneratedClassTest {

  private static final Set<String> ALLOWED =
      Set.of(
          "dev/crossfade/mapping/bytecode/RowCode",
          "dev/crossfade/mapping/bytecode/RowCodeGenerated",
          "dev/crossfade/mapping/conform/Conversion",
          "dev/crossfade/mapping/function/Overload$Body",
          "dev/crossfade/mapping/value/RowFailure",
          "java/lang/Boolean",
          "java/lang/Object",
          "[Ljava/lang/Object;",
          "java/lang/invoke/MethodHandles",
          "java/util/function/UnaryOperator");

  @Test
  void namesOnlyWhatIsAllowed() {
    byte[] bytes = everything().bytes();
    assertThat(classes(bytes)).isSubsetOf(ALLOWED).contains("java/lang/Boolean");
    assertThat(everything().define().fill(new Object[] {1L}, new Object[1], 0)).isEqualTo(1);
  }

  @Test
  void longMappingsAreSplit() {
    RowCodeWriter writer = new RowCodeWriter();
    for (int i = 0; i < 1_000; i++) {
      int column = i;
      writer.column(new int[0], RowCodeWriter.OrNull.ALLOWED, code -> code.constant(column));
    }
    Object[] target = new Object[1_000];
    assertThat(writer.define().fill(new Object[0], target, 350)).isEqualTo(1_000);
    assertThat(target[349]).isNull();
    assertThat(target[350]).isEqualTo(350);
    assertThat(target[999]).isEqualTo(999);
  }

  /** Every word that {@link Code} has. */
  private static RowCodeWriter everything() {
    RowCodeWriter writer = new RowCodeWriter();
    writer.column(
        new int[] {0},
        RowCodeWriter.OrNull.NEVER,
        code -> {
          code.call(a -> a[0], () -> code.array(() -> code.element(0, 0)));
          code.read(value -> value);
          code.convert(value -> value);
        });
    writer.where(code -> code.constant(true));
    writer.check(
        new int[] {0},
        code -> {
          Label end = new Label();
          Label no = new Label();
          code.truth(true);
          code.jumpIf(false, no);
          code.truth(true);
          code.jump(end);
          code.mark(no);
          code.truth(false);
          code.mark(end);
        });
    return writer;
  }

  private static Set<String> classes(byte[] bytes) {
    ClassReader reader = new ClassReader(bytes);
    Set<String> names = new TreeSet<>();
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int item = 1; item < reader.getItemCount(); item++) {
      int offset = reader.getItem(item);
      if (offset > 0 && reader.readByte(offset - 1) == 7) {
        names.add(reader.readUTF8(offset, buffer));
      }
    }
    return names;
  }
}
