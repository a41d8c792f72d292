package dev.crossfade.mapping.bytecode;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Writes the {@link RowCode} of one mapping, column by column. Rows are local variable 0. */
public final class RowCodeWriter {

  private static final String OF_ROW = "([Ljava/lang/Object;)Ljava/lang/Object;";

  private final GeneratedClass made = new GeneratedClass();
  private final List<Check> checks = new ArrayList<>();
  private int columns;

  private record Check(int[] reads, Consumer<Code> condition) {}

  /**
   * The next target column.
   *
   * @param reads source columns without which it is computed in general; if it is only one, a value
   *     that is not there makes one that is not there
   * @param orNull whether it may be null; if not, null is dealt with in general
   * @param value pushes the value
   */
  public void column(int[] reads, OrNull orNull, Consumer<Code> value) {
    Code code = made.method(columnName(columns++), OF_ROW);
    Label general = new Label();
    for (int read : reads) {
      code.jumpUnlessPlain(0, read, general);
    }
    value.accept(code);
    if (orNull == OrNull.NEVER) {
      code.simple(Opcodes.DUP);
      Label present = new Label();
      code.jump(Opcodes.IFNONNULL, present);
      code.simple(Opcodes.POP);
      code.general();
      code.mark(present);
    }
    code.simple(Opcodes.ARETURN);
    if (reads.length > 0) {
      code.mark(general);
      if (reads.length == 1) {
        code.element(0, reads[0]);
        code.absent();
      } else {
        code.general();
      }
      code.simple(Opcodes.ARETURN);
    }
    code.close();
  }

  /** Whether a column allows NULL. */
  public enum OrNull {
    ALLOWED,
    NEVER
  }

  /** The condition on source rows. */
  public void where(Consumer<Code> condition) {
    Code code = made.method("w", OF_ROW);
    condition.accept(code);
    code.end();
    Code where = made.override("where", OF_ROW);
    where.load(1);
    made.call(where, "w", OF_ROW);
    where.end();
  }

  /** A check of target rows. */
  public void check(int[] reads, Consumer<Code> condition) {
    checks.add(new Check(reads, condition));
  }

  /** The finished class file. */
  byte[] bytes() {
    new FillWriter(made, columns).write();
    passes();
    return made.bytes();
  }

  /** Loads the class. */
  public RowCode define() {
    return made.instance(bytes());
  }

  private void passes() {
    Code passes = made.override("passes", "([Ljava/lang/Object;)Z");
    Label general = new Label();
    for (int i = 0; i < checks.size(); i++) {
      String name = "p" + i;
      check(name, checks.get(i));
      passes.load(1);
      made.call(passes, name, OF_ROW);
      passes.jumpIf(false, general);
    }
    passes.number(1);
    passes.simple(Opcodes.IRETURN);
    if (!checks.isEmpty()) {
      passes.mark(general);
      passes.number(0);
      passes.simple(Opcodes.IRETURN);
    }
    passes.close();
  }

  private void check(String name, Check check) {
    Code code = made.method(name, OF_ROW);
    Label general = new Label();
    for (int read : check.reads()) {
      code.jumpUnlessPlain(0, read, general);
    }
    check.condition().accept(code);
    code.simple(Opcodes.ARETURN);
    if (check.reads().length > 0) {
      code.mark(general);
      code.truth(false);
      code.simple(Opcodes.ARETURN);
    }
    code.close();
  }

  static String columnName(int column) {
    return "c" + column;
  }
}
