/*{"ISFVSN":"2","INPUTS":[{"NAME":"inputImage","TYPE":"image"},{"NAME":"h","TYPE":"bool","DEFAULT":true},{"NAME":"v","TYPE":"bool","DEFAULT":false},{"NAME":"s","TYPE":"float","DEFAULT":0.5}]}*/
void	main	()	{
	vec2	n	=	isf_FragNormCoord	;
	if	(	h	&&	n	.	x	>	s	)	n	.	x	=	s	*	2.	-	n	.	x	;
	if	(	v	&&	n	.	y	>	s	)	n	.	y	=	s	*	2.	-	n	.	y	;
	gl_FragColor	=	IMG_NORM_PIXEL	(	inputImage	,	n	)	;
}
