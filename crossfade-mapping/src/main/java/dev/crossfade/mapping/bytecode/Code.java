package dev.crossfade.mapping.bytecode;

import dev.crossfade.mapping.conform.Conversion;
import dev.crossfade.mapping.function.Overload;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The body of one generated method. Its words are all that generated code can do: rows, constants
 * that were handed in, calls to those constants, jumps.
 */
public final class Code {

  private static final String TO_OBJECT = "(Ljava/lang/Object;)Ljava/lang/Object;";

  private final MethodVisitor method;
  private final GeneratedClass owner;

  Code(MethodVisitor method, GeneratedClass owner) {
    this.method = method;
    this.owner = owner;
  }

  /** Pushes an element of the array that a local variable holds. */
  public void element(int local, int index) {
    method.visitVarInsn(Opcodes.ALOAD, local);
    number(index);
    method.visitInsn(Opcodes.AALOAD);
  }

  /** Pushes a local variable. */
  public void load(int local) {
    method.visitVarInsn(Opcodes.ALOAD, local);
  }

  /** Pushes a whole number. */
  public void number(int value) {
    if (value >= -1 && value <= 5) {
      method.visitInsn(Opcodes.ICONST_0 + value);
    } else if (value == (byte) value) {
      method.visitIntInsn(Opcodes.BIPUSH, value);
    } else {
      method.visitIntInsn(Opcodes.SIPUSH, value);
    }
  }

  /** Pushes a value. */
  public void constant(@Nullable Object value) {
    if (value == null) {
      method.visitInsn(Opcodes.ACONST_NULL);
    } else {
      method.visitLdcInsn(owner.constant(value, Object.class));
    }
  }

  /** Pushes an array filled by the parts, in order. */
  public void array(Runnable... parts) {
    number(parts.length);
    method.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
    for (int i = 0; i < parts.length; i++) {
      method.visitInsn(Opcodes.DUP);
      number(i);
      parts[i].run();
      method.visitInsn(Opcodes.AASTORE);
    }
  }

  /** Calls a body with the arguments that {@code arguments} pushes as an array. */
  public void call(Overload.Body body, Runnable arguments) {
    method.visitLdcInsn(owner.constant(body, Overload.Body.class));
    arguments.run();
    invoke(Overload.Body.class, "apply", "([Ljava/lang/Object;)Ljava/lang/Object;");
  }

  /** Replaces the value on the stack, unless it is null. */
  public void read(UnaryOperator<Object> reader) {
    unlessNull(
        () -> {
          method.visitLdcInsn(owner.constant(reader, UnaryOperator.class));
          method.visitInsn(Opcodes.SWAP);
          invoke(UnaryOperator.class, "apply", TO_OBJECT);
        });
  }

  /** Replaces the value on the stack, unless it is null. */
  public void convert(Conversion conversion) {
    unlessNull(
        () -> {
          method.visitLdcInsn(owner.constant(conversion, Conversion.class));
          method.visitInsn(Opcodes.SWAP);
          invoke(Conversion.class, "convert", TO_OBJECT);
        });
  }

  private void unlessNull(Runnable replace) {
    Label end = new Label();
    method.visitInsn(Opcodes.DUP);
    jump(Opcodes.IFNULL, end);
    replace.run();
    mark(end);
  }

  private void invoke(Class<?> type, String name, String descriptor) {
    method.visitMethodInsn(
        Opcodes.INVOKEINTERFACE, Type.getInternalName(type), name, descriptor, true);
  }

  /** Takes the condition on the stack and jumps if it is as said. */
  public void jumpIf(boolean condition, Label to) {
    own("truth", "(Ljava/lang/Object;)Z");
    jump(condition ? Opcodes.IFNE : Opcodes.IFEQ, to);
  }

  /** Jumps if the element stands for a value that is not there. */
  public void jumpUnlessPlain(int local, int index, Label to) {
    element(local, index);
    own("plain", "(Ljava/lang/Object;)Z");
    jump(Opcodes.IFEQ, to);
  }

  /** Replaces the value on the stack, which is not plain, by what is made of it alone. */
  void absent() {
    own("absent", TO_OBJECT);
  }

  private void own(String name, String descriptor) {
    method.visitMethodInsn(Opcodes.INVOKESTATIC, GeneratedClass.PARENT, name, descriptor, false);
  }

  /** Pushes true or false as an object. */
  public void truth(boolean value) {
    method.visitFieldInsn(
        Opcodes.GETSTATIC, "java/lang/Boolean", value ? "TRUE" : "FALSE", "Ljava/lang/Boolean;");
  }

  /** Pushes {@link RowCode#GENERAL}. */
  public void general() {
    method.visitFieldInsn(
        Opcodes.GETSTATIC, GeneratedClass.PARENT, "GENERAL", "Ljava/lang/Object;");
  }

  /** Jumps by the instruction. */
  public void jump(int instruction, Label to) {
    method.visitJumpInsn(instruction, to);
  }

  /** Jumps always. */
  public void jump(Label to) {
    jump(Opcodes.GOTO, to);
  }

  /** Puts a label here. */
  public void mark(Label label) {
    method.visitLabel(label);
  }

  /** An instruction without operands. */
  void simple(int instruction) {
    method.visitInsn(instruction);
  }

  MethodVisitor method() {
    return method;
  }

  /** Ends the method with the value on the stack. */
  public void end() {
    method.visitInsn(Opcodes.ARETURN);
    close();
  }

  void close() {
    method.visitMaxs(0, 0);
    method.visitEnd();
  }
}
