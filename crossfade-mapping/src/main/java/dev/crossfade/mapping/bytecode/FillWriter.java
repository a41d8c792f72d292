package dev.crossfade.mapping.bytecode;

import dev.crossfade.mapping.value.RowFailure;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes {@link RowCode#fill}: one call per column after the other, in methods small enough that
 * the virtual machine still compiles them.
 */
final class FillWriter {

  /** The virtual machine leaves methods above 8,000 bytes to its interpreter; a column takes 25. */
  private static final int COLUMNS_PER_METHOD = 200;

  private static final String FILL = "([Ljava/lang/Object;[Ljava/lang/Object;I)I";
  private static final String OF_ROW = "([Ljava/lang/Object;)Ljava/lang/Object;";
  private static final int SOURCE = 0;
  private static final int TARGET = 1;
  private static final int AT = 2;
  private static final int VALUE = 3;

  private final GeneratedClass made;
  private final int columns;

  FillWriter(GeneratedClass made, int columns) {
    this.made = made;
    this.columns = columns;
  }

  void write() {
    Code fill = made.override("fill", FILL);
    for (int first = 0; first < columns; first += COLUMNS_PER_METHOD) {
      int end = Math.min(columns, first + COLUMNS_PER_METHOD);
      part(first, end);
      Label next = new Label();
      compare(fill, end, Opcodes.IF_ICMPGE, next);
      fill.load(1);
      fill.load(2);
      fill.method().visitVarInsn(Opcodes.ILOAD, 3);
      made.call(fill, "f" + first, FILL);
      fill.method().visitVarInsn(Opcodes.ISTORE, 3);
      compare(fill, end, Opcodes.IF_ICMPGE, next);
      fill.method().visitVarInsn(Opcodes.ILOAD, 3);
      fill.simple(Opcodes.IRETURN);
      fill.mark(next);
    }
    fill.method().visitVarInsn(Opcodes.ILOAD, 3);
    fill.simple(Opcodes.IRETURN);
    fill.close();
  }

  private static void compare(Code fill, int end, int jump, Label to) {
    fill.method().visitVarInsn(Opcodes.ILOAD, 3);
    fill.number(end);
    fill.jump(jump, to);
  }

  /** A static method that computes the columns from {@code first} to before {@code end}. */
  private void part(int first, int end) {
    Code code = made.method("f" + first, FILL);
    MethodVisitor method = code.method();
    Label[] starts = new Label[end - first];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = new Label();
    }
    Label stop = new Label();
    Label tryStart = new Label();
    Label tryEnd = new Label();
    Label refused = new Label();
    String failure = Type.getInternalName(RowFailure.class);
    method.visitTryCatchBlock(tryStart, tryEnd, refused, failure);
    code.mark(tryStart);
    method.visitVarInsn(Opcodes.ILOAD, AT);
    method.visitTableSwitchInsn(first, end - 1, stop, starts);
    for (int column = first; column < end; column++) {
      code.mark(starts[column - first]);
      column(code, column, stop);
    }
    code.number(end);
    code.simple(Opcodes.IRETURN);
    code.mark(tryEnd);
    code.mark(refused);
    code.simple(Opcodes.POP);
    code.mark(stop);
    method.visitVarInsn(Opcodes.ILOAD, AT);
    code.simple(Opcodes.IRETURN);
    code.close();
  }

  private void column(Code code, int column, Label stop) {
    MethodVisitor method = code.method();
    code.number(column);
    method.visitVarInsn(Opcodes.ISTORE, AT);
    code.load(SOURCE);
    made.call(code, RowCodeWriter.columnName(column), OF_ROW);
    method.visitVarInsn(Opcodes.ASTORE, VALUE);
    code.load(VALUE);
    code.general();
    code.jump(Opcodes.IF_ACMPEQ, stop);
    code.load(TARGET);
    code.number(column);
    code.load(VALUE);
    code.simple(Opcodes.AASTORE);
  }
}
