export declare function subjectFault(subject: string): string | null
