/** A room of src/ and the sentence that says what lies in it. */
declare const ROOMS: readonly (readonly [room: string, sentence: string])[];
export = ROOMS;
