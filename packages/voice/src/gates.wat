;; Gated recurrent units, four at a time. Addresses are in bytes, numbers are f32.
(module
  (import "room" "memory" (memory 1))

  ;; The state of gated units after another step: `side` is the bytes from the reset gates to the update gates, and from
  ;; these to the new states, of what comes from the input and of what comes from the state before.
  (func (export "gate") (param $input i32) (param $before i32) (param $state i32) (param $side i32)
    (local $end i32) (local $new v128)
    (local.set $end (i32.add (local.get $state) (local.get $side)))
    (loop $units
      (local.set $new
        (call $tanh
          (f32x4.add
            (v128.load (i32.add (local.get $input) (i32.shl (local.get $side) (i32.const 1))))
            (f32x4.mul
              (v128.load (i32.add (local.get $before) (i32.shl (local.get $side) (i32.const 1))))
              (call $sigmoid (f32x4.add (v128.load (local.get $input)) (v128.load (local.get $before))))))))
      (v128.store (local.get $state)
        (f32x4.add (local.get $new)
          (f32x4.mul
            (f32x4.sub (v128.load (local.get $state)) (local.get $new))
            (call $sigmoid
              (f32x4.add
                (v128.load (i32.add (local.get $input) (local.get $side)))
                (v128.load (i32.add (local.get $before) (local.get $side))))))))
      (local.set $input (i32.add (local.get $input) (i32.const 16)))
      (local.set $before (i32.add (local.get $before) (i32.const 16)))
      (local.set $state (i32.add (local.get $state) (i32.const 16)))
      (br_if $units (i32.lt_u (local.get $state) (local.get $end)))))

  (func $tanh (param $x v128) (result v128)
    (local.set $x (call $sigmoid (f32x4.add (local.get $x) (local.get $x))))
    (f32x4.sub (f32x4.add (local.get $x) (local.get $x)) (v128.const f32x4 1 1 1 1)))

  ;; 1 / (1 + e^−x): a power of 2, and the series of e^r for what is left, |r| ≤ ln 2 / 2, whose eighth term is 1e-7 of it.
  (func $sigmoid (param $x v128) (result v128)
    (local $octaves v128) (local $one v128)
    (local.set $one (v128.const f32x4 1 1 1 1))
    (local.set $x
      (f32x4.max (v128.const f32x4 -80 -80 -80 -80)
        (f32x4.min (v128.const f32x4 80 80 80 80) (f32x4.neg (local.get $x)))))
    (local.set $octaves
      (f32x4.nearest (f32x4.mul (local.get $x) (v128.const f32x4 1.44269504 1.44269504 1.44269504 1.44269504))))
    ;; ln 2 in two parts, the first of which times a small whole number is exact.
    (local.set $x
      (f32x4.sub
        (f32x4.sub (local.get $x)
          (f32x4.mul (local.get $octaves) (v128.const f32x4 0.693359375 0.693359375 0.693359375 0.693359375)))
        (f32x4.mul (local.get $octaves) (v128.const f32x4 -2.12194440e-4 -2.12194440e-4 -2.12194440e-4 -2.12194440e-4))))
    (f32x4.div (local.get $one)
      (f32x4.add (local.get $one)
        (f32x4.mul
          (i32x4.shl
            (i32x4.add (i32x4.trunc_sat_f32x4_s (local.get $octaves)) (v128.const i32x4 127 127 127 127)) (i32.const 23))
          (f32x4.add (local.get $one) (f32x4.mul (local.get $x)
            (f32x4.add (local.get $one) (f32x4.mul (local.get $x)
              (f32x4.add (v128.const f32x4 0.5 0.5 0.5 0.5) (f32x4.mul (local.get $x)
                (f32x4.add (v128.const f32x4 0.16666667 0.16666667 0.16666667 0.16666667) (f32x4.mul (local.get $x)
                  (f32x4.add (v128.const f32x4 0.041666667 0.041666667 0.041666667 0.041666667) (f32x4.mul (local.get $x)
                    (f32x4.add (v128.const f32x4 0.0083333333 0.0083333333 0.0083333333 0.0083333333) (f32x4.mul (local.get $x)
                      (v128.const f32x4 0.0013888889 0.0013888889 0.0013888889 0.0013888889)))))))))))))))))
)
